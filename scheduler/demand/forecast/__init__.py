"""Past calls → calls of the coming days, with bounds that held in a backtest, by the method that was best in it."""

from scheduler.demand.forecast.forecast import Forecast, forecast
from scheduler.demand.forecast.history import CLOSED, Days, History

__all__ = ["CLOSED", "Days", "Forecast", "History", "forecast"]
