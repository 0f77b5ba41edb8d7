/** Where work of the product stops until the test lets it go on. */
export class Gate {
  /** Resolves once somebody has come. */
  readonly arrived: Promise<void>;
  private readonly opened: Promise<void>;
  private announce!: () => void;
  private letGo!: () => void;

  constructor() {
    this.arrived = new Promise((resolve) => (this.announce = resolve));
    this.opened = new Promise((resolve) => (this.letGo = resolve));
  }

  /** Resolves once it is open. */
  pass(): Promise<void> {
    this.announce();
    return this.opened;
  }

  open(): void {
    this.letGo();
  }
}
