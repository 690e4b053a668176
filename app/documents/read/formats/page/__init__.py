"""A web page as a person sees it: its style sheets, its fields, and which of it is the report."""
