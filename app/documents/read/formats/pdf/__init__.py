"""How a PDF is read: what PDFium finds on its pages becomes lines, tables and paragraphs as a person sees them."""
