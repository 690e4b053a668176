"""What stands in a paragraph of Word beside plain words: fields, formulas, drawings, symbols, controls."""
