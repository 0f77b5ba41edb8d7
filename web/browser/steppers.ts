/** Gives steppers their buttons; each step is an `input` of the field. */
export function wakeSteppers(): void {
  for (const stepper of document.querySelectorAll<HTMLElement>('[data-stepper]')) {
    const input = stepper.querySelector('input')!;
    for (const button of stepper.querySelectorAll('button')) {
      button.hidden = false;
      button.addEventListener('click', () => {
        const to = (Number(input.value) || 0) + Number(button.dataset['by']);
        input.value = String(Math.min(Math.max(to, Number(input.min)), Number(input.max)));
        input.dispatchEvent(new Event('input', { bubbles: true }));
      });
    }
  }
}
