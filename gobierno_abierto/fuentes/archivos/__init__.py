"""Files that people send and the portal keeps: examined, cleaned, kept and served.

`examen.examinar` is the only door. Everything up to `taller.py` is plain Python, since it runs in a
process of its own, without Django: `firmas`, `imagenes`, `pdf`, `paquetes`, `ofimatica`, `autores`.
"""
