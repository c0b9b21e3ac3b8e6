/** Who is told when something changes: one question, or what several share. */
export class Topics {
  #listeners = new Map<string, Set<() => void>>();

  /** As React subscribes to a topic. */
  on = (topic: string) => (listener: () => void) => {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  };

  tell(topic: string) {
    this.#listeners.get(topic)?.forEach((listener) => listener());
  }

  tellAll() {
    for (const listeners of this.#listeners.values()) listeners.forEach((listener) => listener());
  }

  /** Waits until something is so, asking whenever the topic changes. */
  async until(topic: string, isSo: () => boolean, meanwhile: () => void = () => {}) {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        const stop = this.on(topic)(() => {
          stop();
          resolve();
        });
      });
      meanwhile();
    }
  }
}
