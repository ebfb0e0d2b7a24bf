#include <Python.h>

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "demo_extension", __FILE__, -1, NULL};

PyMODINIT_FUNC PyInit_demo_extension(void) { return PyModule_Create(&module); }
