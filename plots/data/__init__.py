"""The CSV files behind figures and articles, and what reads them; a figure names its file, and is drawn again when it changes."""
