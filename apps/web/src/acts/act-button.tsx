import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Tooltip.css';
import { Button, type ButtonProps, Text, Tooltip } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface Props extends ButtonProps {
  children: ReactNode;
  /** Why it can't be done now, in a sentence; nothing when it can. */
  because?: string | undefined;
  /** Shows the reason under the button, where there is no pointer to rest on it. */
  explain?: boolean;
  type?: 'button' | 'submit';
  onClick?: () => void;
  'data-testid'?: string;
}

/** A button named by its act. One that can't be used says why, to eyes and to screen readers. */
export function ActButton({ children, because, explain = false, onClick, type = 'button', ...look }: Props) {
  const id = useId();
  const blocked = because !== undefined;
  const button = (
    <Button
      {...look}
      type={type}
      {...(blocked && { 'data-disabled': true, 'aria-disabled': true, 'aria-describedby': id })}
      onClick={(event) => (blocked ? event.preventDefault() : onClick?.())}
    >
      {children}
    </Button>
  );
  if (!blocked) return button;
  return (
    <span style={{ display: look.fullWidth ? 'block' : 'inline-block' }}>
      <Tooltip
        label={because}
        multiline
        maw={320}
        disabled={explain}
        events={{ hover: true, focus: true, touch: true }}
      >
        {button}
      </Tooltip>
      <Text id={id} size="xs" className={explain ? 'muted' : 'visually-hidden'} mt={explain ? 4 : 0}>
        {because}
      </Text>
    </span>
  );
}
