/** The official languages, as addresses write them, in the order of the language switch. */
export const LANGUAGES = ["ar", "zh", "en", "fr", "ru", "es"] as const;

/** An official language in its BCP 47 form. */
export type Tongue = (typeof LANGUAGES)[number];

/** What each language calls itself. */
export const OWN_NAMES: Record<Tongue, string> = {
  ar: "العربية",
  zh: "中文",
  en: "English",
  fr: "Français",
  ru: "Русский",
  es: "Español",
};

export function isTongue(text: string | undefined): text is Tongue {
  return LANGUAGES.some((tongue) => tongue === text);
}

export function directionOf(tongue: Tongue): "rtl" | "ltr" {
  return tongue === "ar" ? "rtl" : "ltr";
}

/** The language as the API names it. */
export function apiLanguage(tongue: Tongue): Uppercase<Tongue> {
  return tongue.toUpperCase() as Uppercase<Tongue>;
}

/** The BCP 47 form of a language of the API: for `lang` on texts that are in another language than the page. */
export function tongueOf(language: Uppercase<Tongue>): Tongue {
  return language.toLowerCase() as Tongue;
}

/** The first language of the browser that is an official one, else English. */
export function preferredTongue(): Tongue {
  const wanted = navigator.languages.map((range) => range.split("-")[0]?.toLowerCase());
  return wanted.find((tongue) => isTongue(tongue)) ?? "en";
}

/**
 * The locale for dates and numbers: as the documents of the United Nations write them, with the day before the month in
 * English and European digits in Arabic.
 */
export function localeOf(tongue: Tongue): string {
  switch (tongue) {
    case "en":
      return "en-GB";
    case "ar":
      return "ar-u-nu-latn";
    default:
      return tongue;
  }
}
