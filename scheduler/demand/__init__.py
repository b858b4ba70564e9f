"""From calls to the number of operators: call log, Erlang, requirement, and the staffing cost the engine minimises."""
