/** Only on pages whose texts repeat earlier answers: puts them in, and takes them out again. */
const form = document.querySelector<HTMLFormElement>("#form");
const places = [...document.querySelectorAll<HTMLElement>("[data-pipe]")].map(
  (place) => [place, place.textContent ?? ""] as const,
);

/** The answer as a person reads it: the words of what is chosen, or what is written. */
function answerText(name: string): string {
  const fields = [...(form?.elements ?? [])].filter(
    (field): field is HTMLInputElement => (field as HTMLInputElement).name === name,
  );
  const texts = fields.map((field) => {
    if (!["radio", "checkbox"].includes(field.type)) {
      const chosen = (field as unknown as HTMLSelectElement).selectedOptions?.[0];
      return field.value && (chosen?.text ?? field.value).trim();
    }
    const words = field.closest("label")?.textContent?.trim() ?? "";
    return field.checked ? words : "";
  });
  const glue = document.documentElement.lang === "en" ? ", " : "、";
  return texts.filter((text) => text !== "").join(glue);
}

function fillPlaces(): void {
  for (const [place, otherwise] of places) {
    place.textContent = answerText(place.dataset["pipe"] ?? "") || otherwise;
  }
}

form?.addEventListener("change", fillPlaces);
form?.addEventListener("skipped", fillPlaces);
fillPlaces();

export {};
