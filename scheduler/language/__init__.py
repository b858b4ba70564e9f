"""The languages of documents: words by gettext catalogues, names of days and months and the form of numbers by CLDR."""
