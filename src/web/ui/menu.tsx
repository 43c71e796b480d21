import { type FocusEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import './menu.css';

/**
 * A button that shows a list of ways to go. It closes with Escape, when one of them is taken, and when attention goes elsewhere; arrow keys walk
 * through the list.
 */
export function Menu(props: { label: string; isHere: boolean; children: ReactNode }) {
  const { label, isHere, children } = props;
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const walk = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isOpen) {
      setOpen(false);
      button.current?.focus();
    }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined || !isOpen) return;
    event.preventDefault();
    const ways = [...(list.current?.querySelectorAll('a') ?? [])];
    const at = ways.findIndex((way) => way.matches(':focus'));
    ways.at((at === -1 && by < 0 ? at : at + by) % ways.length)?.focus();
  };
  const leave = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) setOpen(false);
  };
  return (
    <li className="menu" onKeyDown={walk} onBlur={leave}>
      <button
        ref={button}
        type="button"
        className={isHere ? 'is-here' : undefined}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </button>
      <ul ref={list} id={id} hidden={!isOpen} onClickCapture={() => setOpen(false)}>
        {children}
      </ul>
    </li>
  );
}
