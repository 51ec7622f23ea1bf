"""What ``leakbench doctor`` looks at: packages, detectors, kernels, and the machine."""
