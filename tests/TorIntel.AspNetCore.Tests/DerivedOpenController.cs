using Microsoft.AspNetCore.Mvc;

namespace TorIntel.AspNetCore.Tests;

[Route("derived-open")]
[AllowTor]
public sealed class DerivedOpenController : BaseClosedController;
