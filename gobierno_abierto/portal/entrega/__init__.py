"""How answers travel, whatever they say: a middleware for each thing, from the outermost in.

`identidad.py`: the number of each request; `api.py`: what the API and the files of open data
promise to programs; `compresion.py`, `condicional.py` and `limite.py`: the parts of that promise.
"""
