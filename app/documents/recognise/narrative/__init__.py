"""The words around the tables: title, preface, six parts, signature, and what belongs to the page and not to the report."""
