"""Files and folders on stores such as S3, under the same names as those on a disk."""
