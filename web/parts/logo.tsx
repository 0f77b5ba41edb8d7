export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 28 28" width="28" height="28" aria-hidden="true">
      <rect class="logo-ground" width="28" height="28" rx="7" />
      <path class="logo-mark" d="M18.6 9.6a6.8 6.8 0 1 0 0 8.8" />
      <circle class="logo-dot" cx="20" cy="14" r="2.1" />
    </svg>
  );
}
