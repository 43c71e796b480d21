import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react';
import type { LedgerField } from '#core/ledger/kind.ts';
import { answered, client } from '#web/api/client.ts';

const mostShown = 8;

/**
 * Suggestions of a national catalogue below an input: found by name, code or pinyin, chosen by arrows and Enter or by pointing. What is chosen is the
 * code; anything else may be typed and is then marked as not listed. Nothing is asked or shown for other fields.
 */
export function useCodePicker(
  field: LedgerField | undefined,
  text: string,
  isOpen: boolean,
  onPick: (code: string) => void,
) {
  const id = useId();
  const [at, setAt] = useState(-1);
  const [closedFor, setClosedFor] = useState<string>();
  const q = useDeferredValue(text.trim());
  const catalogue = field?.type === 'code' ? field.catalogue : undefined;
  const isAsked = catalogue !== undefined && isOpen && q !== '' && closedFor !== q;
  const { data } = useQuery({
    queryKey: ['catalogue-items', catalogue, q],
    enabled: isAsked,
    staleTime: 600_000,
    placeholderData: (before: Found | undefined) => before,
    queryFn: () => search(catalogue ?? 'major', q),
  });
  const items = isAsked ? (data?.items ?? []) : [];
  const isShown = items.length > 0;
  const pick = (code: string) => {
    setAt(-1);
    setClosedFor(code);
    onPick(code);
  };
  const chosen = items[at];

  /** True where the key was for the suggestions. */
  function onKey(event: KeyboardEvent): boolean {
    if (!isShown || event.nativeEvent.isComposing) return false;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setAt((now) => Math.min(Math.max(now + by, -1), items.length - 1));
    } else if (event.key === 'Enter' && chosen) pick(chosen.code);
    else if (event.key === 'Escape') {
      setAt(-1);
      setClosedFor(q);
    } else return false;
    event.preventDefault();
    return true;
  }

  const list = isShown && (
    <div role="listbox" id={id} className="suggestions" aria-label={`${field?.label ?? ''}目录`}>
      {items.map(({ code, name }, index) => (
        <div
          key={code}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          onPointerDown={(event) => {
            // Before the input loses the focus.
            event.preventDefault();
            event.stopPropagation();
            pick(code);
          }}
        >
          <span>{name}</span> <span className="soft">{code}</span>
        </div>
      ))}
    </div>
  );
  const input =
    catalogue === undefined
      ? {}
      : {
          role: 'combobox',
          'aria-autocomplete': 'list' as const,
          'aria-expanded': isShown,
          'aria-controls': isShown ? id : undefined,
          'aria-activedescendant': chosen ? `${id}-${at}` : undefined,
          autoComplete: 'off',
        };
  return { list, input, onKey };
}

type Found = Awaited<ReturnType<typeof search>>;

function search(id: 'major' | 'occupation', q: string) {
  return answered(
    client.GET('/api/catalogues/{id}/items', { params: { path: { id }, query: { q, limit: mostShown } } }),
  );
}
