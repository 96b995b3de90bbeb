// Puts last quarter's words into the box beside them. Without scripts the words can be selected and copied.

for (const button of document.querySelectorAll("[data-copy-from]")) {
  const words = document.getElementById(button.dataset.copyFrom);
  const box = document.getElementById(button.dataset.copyTo);
  if (!words || !box) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const typed = box.value.trimEnd();
    box.value = typed ? `${typed}\n${words.innerText}` : words.innerText;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });
}
