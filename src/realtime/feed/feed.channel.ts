/** Fan-out channel: the feed has new frames. A lost message costs one polling interval, never a frame. */
export const FEED_CHANNEL = 'realtime';
