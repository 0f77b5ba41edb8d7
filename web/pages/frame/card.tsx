import type { ComponentChildren } from 'preact';

interface CardProps {
  title: string;
  lead?: string;
  children: ComponentChildren;
}

export function Card({ title, lead, children }: CardProps) {
  return (
    <section class="card" aria-labelledby="title">
      <h1 id="title">{title}</h1>
      {lead && <p class="lead">{lead}</p>}
      {children}
    </section>
  );
}
