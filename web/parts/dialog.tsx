import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface DialogProps {
  title: string;
  /** Words of the button that closes it. */
  closeLabel: string;
  onClose(): void;
  /** As a drawer, it stands at the side and is as high as the window. */
  isDrawer?: boolean;
  children: ComponentChildren;
}

/** Modal as long as it is rendered; the browser keeps the focus inside and gives it back. */
export function Dialog({ title, closeLabel, onClose, isDrawer, children }: DialogProps) {
  const place = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = place.current!;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  return (
    <dialog
      ref={place}
      class={isDrawer ? 'dialog drawer' : 'dialog'}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog-head">
        <h2 id="dialog-title">{title}</h2>
        <button type="button" class="button small quiet" onClick={onClose}>
          {closeLabel}
        </button>
      </div>
      <div class="stack">{children}</div>
    </dialog>
  );
}
