// "Use the place where I am": shows the button where the browser can tell, and posts the answer
// with the form. Without this script the map, the words and the lists do the same.
const line = document.querySelector("[data-locate]");
if (line && "geolocation" in navigator) {
  const [button, status] = line.children;
  line.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const field = document.createElement("input");
        field.type = "hidden";
        field.name = "here";
        field.value = `${coords.latitude},${coords.longitude}`;
        button.form.append(field);
        button.form.submit();
      },
      () => {
        button.disabled = false;
        status.textContent = line.dataset.locate;
      },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
}
