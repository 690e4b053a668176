"""The county office: the reports of a hundred units come in, are checked, sent back and added up."""
