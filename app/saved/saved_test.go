package saved

const cutLink = "sample=2&train=128&val=64&test=64&epochs=9&seed=5"
