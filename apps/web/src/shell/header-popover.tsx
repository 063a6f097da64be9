import { ActionIcon, type ActionIconProps } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import './header-popover.css';

interface Props extends ActionIconProps {
  /** What the button is for. */
  name: string;
  icon: ReactNode;
  children: ReactNode;
}

/** A button of the header and what it opens below it: the browser's own popover, which closes on Escape and on a click elsewhere. */
export function HeaderPopover({ name, icon, children, ...button }: Props) {
  const id = useId();
  return (
    <>
      <ActionIcon variant="default" size="lg" aria-label={name} popoverTarget={id} {...button}>
        {icon}
      </ActionIcon>
      <div id={id} popover="auto" className="header-popover" role="dialog" aria-label={name}>
        {children}
      </div>
    </>
  );
}
