-- A family whose name is one quotation mark.
tier "
