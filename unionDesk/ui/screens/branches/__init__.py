"""The screen of the branches: their list, the page of one, the import from Excel."""
