import { useEffect, useRef, useState } from 'react';
import type { Live } from './council-queries.ts';

/**
 * What a meeting has come to, told by server-sent events from `path`; `known` until the first word. `onChange` is called with what was known
 * before. The browser connects again by itself and misses nothing.
 */
export function useLive(
  path: string,
  known: Live,
  onChange: (live: Live, before: Live) => void,
): { live: Live; isConnected: boolean } {
  const [told, setTold] = useState<Live>();
  const [isConnected, setConnected] = useState(true);
  const latest = useRef({ live: known, onChange });
  latest.current.onChange = onChange;
  useEffect(() => {
    const source = new EventSource(path);
    source.addEventListener('meeting', (message) => {
      const live: Live = JSON.parse(message.data);
      const before = latest.current.live;
      latest.current.live = live;
      setTold(live);
      latest.current.onChange(live, before);
    });
    source.addEventListener('open', () => setConnected(true));
    source.addEventListener('error', () => setConnected(false));
    return () => source.close();
  }, [path]);
  // Whoever has just asked knows better than what was told before.
  return { live: told && told.version >= known.version ? told : known, isConnected };
}
