"""Words of portals brought to the field's lists: dates, licences, themes, places, formats."""
