// Signing out wipes what the field page keeps on this phone; what is not sent yet is asked about first.
"use strict";
for (const form of document.querySelectorAll("form[data-leave]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const waiting = await fieldStore.all().then((all) => all.length, () => 0);
    if (waiting && !form.dataset.asked) {
      form.dataset.asked = "yes";
      const warning = document.createElement("p");
      warning.className = "error";
      warning.setAttribute("role", "alert");
      warning.textContent = form.dataset.leave;
      form.prepend(warning);
      form.querySelector("button").textContent = form.dataset.leaveButton;
      return;
    }
    await fieldStore.wipe().catch(() => {});
    form.submit();
  });
}
