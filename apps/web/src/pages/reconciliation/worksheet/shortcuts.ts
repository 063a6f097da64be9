import { useEffect, useRef, useState } from 'react';

const STORED = 'shortcuts';

export type ShortcutKey = 'j' | 'k' | 'Enter' | ' ' | 'u' | 's' | 'h' | 'x' | '/' | '?';
export type Shortcuts = Partial<Record<ShortcutKey, () => void>>;

/** Keys of the page; they are off in fields, in dialogs, and where a person switched them off. */
export function useShortcuts(shortcuts: Shortcuts, enabled: boolean): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    if (!enabled) return undefined;
    const press = (event: KeyboardEvent) => {
      const key = keyOf(event);
      const act = key && current.current[key];
      if (!act || elsewhere(event, key)) return;
      event.preventDefault();
      // A key held down is one act.
      if (!event.repeat || key === 'j' || key === 'k') act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [enabled]);
}

function keyOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): ShortcutKey | undefined {
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return key === 'z' ? 'u' : undefined;
  if (key === 'ArrowDown') return 'j';
  if (key === 'ArrowUp') return 'k';
  return (key.length === 1 ? key.toLowerCase() : key) as ShortcutKey;
}

function elsewhere({ target }: KeyboardEvent, key: ShortcutKey): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // An open dialog keeps the focus to itself; one that is closing has given it back.
  if (target.closest('[role="dialog"]')) return true;
  if (target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]')) return true;
  // Enter and Space on a button are the button's.
  return (key === 'Enter' || key === ' ') && target.closest('button, a, [role="button"], input') !== null;
}

/** Single keys can be switched off (WCAG 2.1.4); the choice is kept on this device. */
export function useShortcutsSwitch(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(STORED) !== 'off');
  return [
    on,
    (next) => {
      localStorage.setItem(STORED, next ? 'on' : 'off');
      setOn(next);
    },
  ];
}
