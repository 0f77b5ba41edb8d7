const PATHS = {
  globe: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18ZM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
  clock: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18ZM12 7v5l3 2',
  video: 'M3 7h12v10H3zM15 11l6-3v8l-6-3',
  phone: 'M5 4h4l2 5l-3 2a11 11 0 0 0 5 5l2-3l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2Z',
  place: 'M12 21s7-6 7-11a7 7 0 1 0-14 0c0 5 7 11 7 11ZM12 12.5a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5Z',
  card: 'M3 6h18v13H3zM3 10h18',
  shield: 'M12 3l7 3v5c0 5-3 8-7 10c-4-2-7-5-7-10V6zM9 12l2 2l4-4',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7a3.5 3.5 0 0 0 0 7ZM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6' +
    'M16 4.5a3.5 3.5 0 0 1 0 6.4M18 14.500c2 .8 3.500 2.600 3.500 5.500',
  left: 'M15 5l-7 7l7 7',
  right: 'M9 5l7 7l-7 7',
  check: 'M5 13l4 4L19 7',
  alert: 'M12 4l9 16H3zM12 10v4M12 17v.5',
  info: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18ZM12 11v5M12 7.500v.5',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  person:
    'M12 12a4 4 0 1 0 0-8a4 4 0 0 0 0 8ZM4.500 20.500c0-4 3.500-6.500 7.500-6.500s7.500 2.500 7.500 6.500',
  lock: 'M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3',
  device: 'M4 5h16v11H4zM9 20h6M12 16v4',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.500 2h-15ZM10 20.500h4',
  key: 'M8 16.500a4.500 4.500 0 1 0 0-9a4.500 4.500 0 0 0 0 9ZM12.500 12H21v3.500M17 12v3',
  download: 'M12 4v11M7.500 11l4.500 4.500l4.500-4.500M4.500 19.500h15',
  search: 'M10.500 4a6.500 6.500 0 1 0 0 13a6.500 6.500 0 0 0 0-13ZM15.500 15.500l5 5',
  bolt: 'M13 3L5 14h6l-1 7l8-11h-6z',
  camera: 'M3 8h4l2-3h6l2 3h4v11H3zM12 16.500a3.500 3.500 0 1 0 0-7a3.500 3.500 0 0 0 0 7Z',
  torch: 'M7 3h10v4l-2 3v11H9V10L7 7zM7 7h10M12 13v2',
  cross: 'M6 6l12 12M18 6L6 18',
  mail: 'M3 6h18v12H3zM3 7l9 7l9-7',
  home: 'M4 11l8-7l8 7v9h-5v-6H9v6H4z',
  list: 'M6 3h12v18l-3-2l-3 2l-3-2l-3 2zM9 8h6M9 12h6',
  label: 'M4 4h8l8 8l-8 8l-8-8zM8.500 8.500v.5',
  ticket: 'M3 7h18v3.500a1.500 1.500 0 0 0 0 3V17H3v-3.500a1.500 1.500 0 0 0 0-3zM14 7v10',
  scales: 'M12 4v16M8 20h8M5 7h14M5 7l-2.500 6h5zM19 7l-2.500 6h5z',
  queue: 'M4 6h16M4 12h16M4 18h10',
  hook: 'M12 3v10a4 4 0 0 1-8 0M12 13a4 4 0 0 0 8 0M10 5h4',
} as const;

export type IconName = keyof typeof PATHS;

/** Beside words that say the same: screen readers pass it by. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
