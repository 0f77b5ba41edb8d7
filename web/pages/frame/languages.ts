export { isLanguage, languageOf } from '../../lib/i18n.js';
