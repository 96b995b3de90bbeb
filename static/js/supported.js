/* Says, before anything is drawn, that scripts run: pages then show what only scripts can work. */
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
