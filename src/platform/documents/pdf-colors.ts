export const INK = '#1f2733';
export const MUTED = '#6b7480';
export const RULE = '#d8dce2';
export const ACCENT = '#33658a';
