// Passkeys need JavaScript by nature: their buttons show only where there is some, and a failure says so.
document.addEventListener("DOMContentLoaded", () => {
  for (const boton of document.querySelectorAll("[data-con-js]")) boton.hidden = !window.PublicKeyCredential
})
document.addEventListener("allauth.error", (suceso) => {
  suceso.preventDefault()
  const aviso = document.getElementById("llave-falla")
  aviso.hidden = false
  aviso.focus()
})
