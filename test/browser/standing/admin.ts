import type { StandingPage } from '../standing-pages.js';

const seen = (name: string, page: string, path: string): StandingPage => ({
  name,
  page: `admin/${page}`,
  isForAdmin: true,
  open: (tab) => tab.goto(path),
});

export const ADMIN_PAGES: readonly StandingPage[] = [
  seen('admin-overview', 'overview', '/admin'),
  {
    ...seen('admin-overview-table', 'overview', '/admin?days=7'),
    open: async (tab) => {
      await tab.goto('/admin?days=7');
      await tab.getByText('Show as table').first().click();
    },
  },
];
