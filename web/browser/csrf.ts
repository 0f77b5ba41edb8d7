/** What has to come with each unsafe request that a cookie signs. */
export function csrfToken(): string {
  return decodeURIComponent(/(?:^|; )csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? '');
}
