import type { ComponentType, ReactNode } from 'react';

/** What a state means for whoever reads it; never told by its colour alone. */
export type Tone = 'done' | 'waiting' | 'late' | 'neutral';

interface Props {
  tone: Tone;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  children: ReactNode;
}

/** A state: an icon and a word, in the colour of what it asks for. */
export function StateMark({ tone, icon: Icon, children }: Props) {
  return (
    <span className="state-mark" data-tone={tone}>
      <Icon size={14} stroke={2} />
      {children}
    </span>
  );
}
