import { de } from '../messages/de.js';
import { en, type MessageKey, type Messages } from '../messages/en.js';
import { es } from '../messages/es.js';
import { fr } from '../messages/fr.js';
import { format, type Values } from './message-format.js';

export const LANGUAGES = ['en', 'de', 'es', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Translate = (key: MessageKey, values?: Values) => string;

export const LANGUAGE_NAMES: Record<Language, string> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
};
export const MESSAGES: Record<Language, Messages> = { en, de, es, fr };

export function isKey(text: string): text is MessageKey {
  return text in en;
}

export function isLanguage(text: unknown): text is Language {
  return LANGUAGES.some((language) => language === text);
}

/** The first language of `wanted` that pages are written in; tags such as `de-AT` mean their language. */
export function languageOf(...wanted: (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const language = tag?.slice(0, 2).toLowerCase();
    if (isLanguage(language)) return language;
  }
  return 'en';
}

export function translator(language: Language): Translate {
  return (key, values = {}) => format(MESSAGES[language][key], values, language);
}
