/// **sbom**: the software bill of materials of a selection, from the lockfile alone, as CycloneDX
/// and as SPDX. Pure: the same selection and licences give the same bytes, without a time or a
/// random number. Knows no image and no buildpack; both attach what is written here.
///
/// Specifications: CycloneDX 1.6 (ECMA-424), SPDX 2.3 (JSON), package URL (ECMA-427).
@NullMarked
package dev.garboard.sbom;

import org.jspecify.annotations.NullMarked;
