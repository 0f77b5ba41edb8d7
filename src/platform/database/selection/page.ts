export interface PageWindow {
  limit: number;
  offset: number;
}

export interface PageRequest extends PageWindow {
  orderBy: string;
}

/** What a list answers. `exact: false` says that `total` is an estimate. */
export interface Page<T> extends PageWindow {
  items: T[];
  total: number;
  exact?: boolean;
}
