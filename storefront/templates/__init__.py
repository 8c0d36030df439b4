"""Order templates: named lists of lines that an outlet orders again and again."""
