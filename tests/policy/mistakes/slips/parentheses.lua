tier ( track = "metals" )
