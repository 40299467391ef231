// What fails again and again in one way is told the first time, and told again once it has worked in between.

export interface Trouble {
  failed(error: Error): void;
  worked(): void;
}

export function tellOnce(onError: (error: Error) => void): Trouble {
  let told: string | undefined;
  return {
    failed(error) {
      if (error.message !== told) onError(error);
      told = error.message;
    },
    worked() {
      told = undefined;
    },
  };
}
