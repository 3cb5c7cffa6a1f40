using Microsoft.AspNetCore.Mvc;

namespace TorIntel.AspNetCore.Tests;

[Route("derived-closed")]
[RequireNotTor]
public sealed class DerivedClosedController : BaseOpenController;
