// Starts what a page may do with scripts; every page works without them.
// The address of GOV.UK Frontend stands on the script element, since static files are renamed by their content.

const { initAll } = await import(document.querySelector("script[data-govuk]").dataset.govuk);
initAll();

/** Shows the questions that some choices need, once one of those choices is made. Without scripts all show. */
function showForChoices(block) {
  const form = block.closest("form");
  const values = block.dataset.values.split(" ");
  const choices = form.querySelectorAll(`[name="${CSS.escape(block.dataset.field)}"]`);
  const chosen = () =>
    [...choices].some((choice) =>
      choice.type === "radio" || choice.type === "checkbox"
        ? choice.checked && values.includes(choice.value)
        : values.includes(choice.value),
    );
  // A question with an error shows, whatever was chosen: what is wrong in it must be seen to be mended.
  const wrong = block.querySelector(".govuk-form-group--error") !== null;
  const show = () => block.classList.toggle("app-shown-for--hidden", !chosen() && !wrong);
  for (const choice of choices) choice.addEventListener("change", show);
  show();
}

for (const block of document.querySelectorAll("[data-shown-for]")) showForChoices(block);
